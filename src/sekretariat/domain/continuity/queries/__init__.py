"""What a reorganisation would move, what is without a holder, what lies with a mandate."""
