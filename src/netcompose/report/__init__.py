"""What people get: the workbook, the screen, the JSON document."""
