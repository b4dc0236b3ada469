"""The first import of a Python that a script under lab10.tf1 starts: see lab10/tf1/children.py."""
import os
import sys

sys.path.append(os.path.dirname(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))))
children = __import__("lab10.tf1.children", fromlist=["begin"])
children.go_on(__file__)
children.begin()
