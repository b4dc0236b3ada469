"""Does a graph compute convolutions? If it does, its operations take long, even if it has few weights."""


def are_in(graph_def):
    """Is there a convolution in this tf.GraphDef, or in a function that it defines?"""
    nodes = [*graph_def.node, *(node for function in graph_def.library.function for node in function.node_def)]
    return any("Conv" in node.op for node in nodes)
