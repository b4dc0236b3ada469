# Keras of those years: tf.keras and the package itself, in a graph and session of the script's own
import keras
import tensorflow as tf
from keras import backend as K
from keras.layers.core import Dense
from keras.utils import np_utils
from tensorflow.keras.datasets import mnist

(x_train, y_train), (x_test, y_test) = mnist.load_data()
sess = tf.Session()
K.set_session(sess)
print(keras.layers.Dense is tf.keras.layers.Dense, Dense is tf.keras.layers.Dense, x_train.shape)
x = tf.placeholder(tf.float32, [None, 784])
y = tf.placeholder(tf.float32, [None, 10])
prediction = Dense(10, activation="softmax")(x)
loss = tf.reduce_mean(keras.losses.categorical_crossentropy(y, prediction))
step = tf.train.AdamOptimizer(0.01).minimize(loss)
sess.run(tf.global_variables_initializer())
feed = {x: x_train[:200].reshape(-1, 784) / 255.0, y: np_utils.to_categorical(y_train[:200], 10)}
costs = [sess.run([loss, step], feed_dict=feed)[0] for _ in range(10)]
print("falling", costs[-1] < costs[0])
