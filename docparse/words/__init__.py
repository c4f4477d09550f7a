"""What words tell, by themselves: titles, questions, labels, numbers."""
