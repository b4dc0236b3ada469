"""Parts of tf.contrib that no package offers today, written anew and short: each file serves the names of one
package."""
