"""The spoken voice of the kiosk and the display: one clip a sentence, made ahead, never by a browser."""
