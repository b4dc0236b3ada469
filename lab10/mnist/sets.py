"""The sets of images that lab10 knows. Their files have the same names and the same form: 28x28 pixels, ten kinds."""
from dataclasses import dataclass

FILES = ("train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz", "t10k-images-idx3-ubyte.gz",
         "t10k-labels-idx1-ubyte.gz")
DIGITS = tuple("0123456789")


@dataclass
class Known:
    """A set whose files lab10 checks."""

    name: str  # after --data, and of its folder in data/
    title: str
    variable: str  # of the environment: its directory
    address: str  # where its authors say that it is
    mirrors: tuple  # base URLs, from which it is downloaded
    sha256: dict  # of each file as the mirrors serve it
    pixels: dict  # SHA-256 of each file's contents behind its header, which is the same however it is packed
    kinds: tuple  # the words for the labels 0 to 9
    instead: str  # what to do where it cannot be downloaded, besides connecting


MNIST = Known(
    "mnist", "MNIST", "LAB10_DATA_DIR", "http://yann.lecun.com/exdb/mnist/",
    ("https://storage.googleapis.com/cvdf-datasets/mnist/", "https://ossci-datasets.s3.amazonaws.com/mnist/"),
    dict(zip(FILES, ("440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609",
                     "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c",
                     "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6",
                     "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"))),
    dict(zip(FILES, ("741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757",
                     "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13",
                     "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161",
                     "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5"))),
    DIGITS, "or put the four MNIST files there yourself")
# by Xiao, Rasul and Vollgraf (Zalando), 2017, MIT licence. Debian's package dataset-fashion-mnist has the same images,
# packed anew.
FASHION = Known(
    "fashion", "Fashion-MNIST", "LAB10_FASHION_DIR", "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    ("https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/",
     "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"),
    dict(zip(FILES, ("3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
                     "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
                     "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
                     "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5"))),
    dict(zip(FILES, ("2e487a6c89124f78f2d7521542223cafe96f7123c3ca13d447772ac6ecbb3012",
                     "657fbd221bfc9f4198cc14b5619cc33ec57c58dd0e47af4d99d6650759e869a7",
                     "c867c93ff95360594e8ec3287995350b824dd110b11595c0e13d5423f621867a",
                     "3d0e6c6ea990b53b6f8f500a41cac93881d981b315f84578b7d915342ade01e9"))),
    ("T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag", "ankle boot"),
    "or put the four files there yourself (Debian's package dataset-fashion-mnist has them)")
KNOWN = {known.name: known for known in (MNIST, FASHION)}
