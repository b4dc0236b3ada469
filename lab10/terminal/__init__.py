"""What every command stands on: how it parses, refuses, ends, writes files, shows progress and imports TensorFlow."""
