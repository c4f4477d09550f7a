"""The commands of ``docparse``, a file each, and what they share.

What ``render`` writes without more ado is written by the commands in ``formats.py``.

A new command is one file with a subclass of :class:`~docparse.commands.command.Command` (of
:class:`~docparse.commands.article_command.ArticleCommand` if it writes one form of each article),
and one line in ``all_commands.py``. A new option is a call of ``add_argument`` in the file of its
command; options that several commands take stand in ``options.py``.
"""
