"""The folder of a hand-over in Word, and what is known of a person."""
