"""A module of a program in Python 2, in which nothing but the division tells."""


def half(number):
    return number / 2
