"""What words and signs show on their own: titles, questions, labels, sentences, numbers.

The words of each language are in a file of ``data``; what the modules say about signs holds for
all languages.
"""
