"""What Python and packages have dropped since: each line worked in 2018."""
import collections
import inspect
import string
import time

import numpy as np
import matplotlib
matplotlib.use("Qt4Agg", warn=False)
import matplotlib.pyplot as plt
import scipy.misc
from PIL import Image
from scipy.misc import imresize, imsave, toimage
from sklearn import cross_validation
from sklearn.cross_validation import train_test_split
from sklearn.externals import joblib
from sklearn.manifold import TSNE
from sklearn.preprocessing import OneHotEncoder

start = time.clock()
print(issubclass(dict, collections.MutableMapping), inspect.getargspec(imsave), string.ascii_letters[:26][-3:])

ragged = np.array([[1, 2], [3]])
print(ragged.dtype, len(ragged), np.array([[1, 2], [3, 4]]).dtype.kind, np.float_ is np.float64,
      np.asscalar(np.ones(1)))
print(np.random.random_integers(3, 3), np.histogram([1, 1, 2], 1, normed=True)[0],
      np.reshape(range(4), newshape=(2, 2)).tolist())

picture = np.arange(12.0).reshape(3, 4)
imsave("picture.png", picture)
print(scipy.misc.imread("picture.png").tolist(), imresize(picture, (6, 8)).shape, imresize(picture, 200).shape,
      imresize(np.zeros((4, 4, 3), np.uint8), 0.5, "nearest").shape, toimage(picture, cmin=0, cmax=22).getpixel((3, 2)))
print(Image.fromarray(np.zeros((4, 4), np.uint8)).resize((2, 2), Image.ANTIALIAS).size)

train, test = train_test_split(np.arange(10), test_size=0.3)
joblib.dump(train, "train.joblib")
print(len(train), cross_validation.train_test_split is train_test_split, len(joblib.load("train.joblib")),
      OneHotEncoder(sparse=False).fit_transform([[1], [0]]).tolist(),
      TSNE(n_iter=250, perplexity=2, init="random").fit_transform(np.eye(5)).shape)

plt.style.use("seaborn-whitegrid")
plt.hold(True)
print(plt.hist([1, 2], 1, normed=True)[0], plt.cm.get_cmap("jet").name)
plt.show()
