"""What Slack accepts, from its reference of Block Kit and of the methods (docs.slack.dev).

Characters are counted as UTF-16 code units, the larger of the possible readings.
"""

from __future__ import annotations

# reference/block-kit/blocks
MESSAGE_BLOCKS = 50
SECTION_TEXT = 3000
ACTIONS_ELEMENTS = 25
CONTEXT_ELEMENTS = 10
HEADER_TEXT = 150
INPUT_LABEL = 2000
# reference/block-kit/block-elements. Ids (255) and values (2000, of options 150) are made by us and far below.
BUTTON_TEXT = 75
PLACEHOLDER = 150
CHECKBOX_OPTIONS = 10
# reference/block-kit/composition-objects
OBJECT_TEXT = 3000
OPTION_TEXT = 75
MENU_OPTIONS = 100
OPTION_GROUPS = 100
GROUP_LABEL = 75

# reference/methods/chat.postMessage: shorter than this is best; above 40,000 it is cut.
FALLBACK_TEXT = 4000
# Slack refuses blocks that are too long together (msg_blocks_too_long) and does not document from where on; some
# 11,300 characters were refused (slackapi/bolt-js issue 2867). Counted in bytes, Japanese text keeps far below.
MESSAGE_BYTES = 10_000
