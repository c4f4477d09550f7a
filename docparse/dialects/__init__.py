"""Who wrote a text: what each writer's rows, lists and lines look like, and which it was."""
