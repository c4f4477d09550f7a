"""What is done with a finished tree: walking, changing, checking, outlining, cutting."""
