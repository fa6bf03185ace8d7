"""What the tool can do: values in, one value out; nothing is printed or written here."""
