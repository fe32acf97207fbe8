"""The image of the bot, as it is built: started and tried. `make image-test`, or pytest tests/image --image NAME."""
