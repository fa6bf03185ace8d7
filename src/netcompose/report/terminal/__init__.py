"""What HR reads on the screen: plain sentences, eighty columns, no letter that the terminal lacks."""
