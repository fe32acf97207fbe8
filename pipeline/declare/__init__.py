"""What the kinds of intents allow to change and what they promise, one file a kind."""
