"""tf.contrib.learn.Experiment, and learn_runner, which runs one: on one machine."""
from lab10.terminal.errors import LabError


class Experiment:
    """An estimator, of tf.estimator or tf.contrib.learn, with its data for training and testing.

    Arguments that say how often to test during the training have no effect here: they changed only the log.
    """

    def __init__(self, estimator, train_input_fn, eval_input_fn, eval_metrics=None, train_steps=None, eval_steps=100,
                 train_monitors=None, eval_hooks=None, local_eval_frequency=None, eval_delay_secs=120,
                 continuous_eval_throttle_secs=60, min_eval_frequency=None, delay_workers_by_global_step=False,
                 export_strategies=None, train_steps_per_iteration=None, checkpoint_and_export=False,
                 saving_listeners=None, check_interval_secs=5):
        if export_strategies:
            raise LabError("tf.contrib.learn.Experiment: lab10.tf1 offers it without export_strategies; today: "
                           "tf.estimator.train_and_evaluate with tf.estimator.LatestExporter")
        self._is_of_learn = hasattr(estimator, "fit")
        if eval_metrics is not None and not self._is_of_learn:
            raise ValueError("`eval_metrics` must be `None` with `tf.estimator.Estimator`. Use `eval_metric_ops` in "
                             "`tf.estimator.EstimatorSpec` instead.")
        self.estimator, self.eval_metrics = estimator, eval_metrics
        self.train_steps, self.eval_steps = train_steps, eval_steps
        self._train_input_fn, self._eval_input_fn = train_input_fn, eval_input_fn
        self._train_hooks, self._eval_hooks = list(train_monitors or []), list(eval_hooks or [])

    def extend_train_hooks(self, additional_hooks):
        self._train_hooks.extend(additional_hooks)

    def train(self, delay_secs=None):
        """Train up to step train_steps; returns the estimator."""
        return self._train(max_steps=self.train_steps)

    def evaluate(self, delay_secs=None, name=None):
        """Test with eval_steps batches; returns a dict."""
        return self._evaluate(self.eval_steps, name or "one_pass")

    def train_and_evaluate(self):
        """Returns (the dict, []: the exports)."""
        self.train()
        return self._evaluate(self.eval_steps, None), []

    local_run = train_and_evaluate

    def test(self):
        """Train and test with one batch each; returns the dict."""
        self._train(steps=1)
        return self._evaluate(1, "one_pass")

    def _train(self, **steps):
        if self._is_of_learn:
            return self.estimator.fit(input_fn=self._train_input_fn, monitors=self._train_hooks, **steps)
        return self.estimator.train(self._train_input_fn, hooks=self._train_hooks, **steps)

    def _evaluate(self, steps, name):
        metrics = {"metrics": self.eval_metrics} if self._is_of_learn else {"hooks": self._eval_hooks}
        return self.estimator.evaluate(input_fn=self._eval_input_fn, steps=steps, name=name, **metrics)


def run(experiment_fn, output_dir=None, schedule=None, run_config=None, hparams=None):
    """Run what experiment_fn(output_dir) or experiment_fn(run_config, hparams) returns, with its method `schedule`."""
    if (output_dir is None) == (run_config is None):
        raise ValueError("Cannot provide both `output_dir` and `run_config`" if output_dir else
                         "Must set value for `output_dir` or `run_config`")
    experiment = experiment_fn(output_dir=output_dir) if run_config is None else \
        experiment_fn(run_config=run_config, hparams=hparams)
    if not isinstance(experiment, Experiment):
        raise TypeError("Experiment builder did not return an Experiment instance, got %s instead." % type(experiment))
    return getattr(experiment, schedule or "train_and_evaluate")()
