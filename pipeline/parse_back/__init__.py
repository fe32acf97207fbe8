"""How a configuration shows a feature, where comparing its fields does not say it: one file for each such feature.

A feature without a file here is read back with the patterns of its blueprint and compared field by field.
"""
