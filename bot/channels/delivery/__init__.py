"""Delivery between a vendor's platform and a conversation: what LINE and Slack have in common.

An event of the vendor is stored in the inbox before the webhook is answered, and is answered once, however often it
comes. The answer is stored in the outbox, in the transaction of its turn, and is sent until the vendor has taken it.
"""
