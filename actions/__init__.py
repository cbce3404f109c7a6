"""Custom actions of 補助金ナビ: the dialogue, on top of ``subsidy``; imports rasa_sdk but never Rasa."""
