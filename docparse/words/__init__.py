"""What words and signs tell by themselves: titles, questions, labels, sentences, numbers.

What depends on a language stands in ``data``, a file for each one; what is said here of signs
holds for all.
"""
