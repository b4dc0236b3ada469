"""The tables of tf.contrib and of other names that moved or disappeared: where each comes from today.

The names are those of TensorFlow 1.14 and 1.15; before_1_0 has older ones.
"""
VERSION = "1.15.5"  # the last of TensorFlow 1: what a script that asks is told
# what is below tensorflow for TensorFlow's own code too, and so is not replaced
SHARED = {"python", "core", "compiler", "tools", "tsl", "xla", "security", "include", "lite", "distribute", "dtensor",
          "compat", "_api", "experimental"}
KERAS = "tf_keras.api._v1.keras"
SLIM = ("tf_slim",)
# tf.contrib.*: where its names come from
PACKAGES = {
    "layers": ("tf_slim.layers",),
    "framework": ("tf_slim.ops.arg_scope", "tf_slim.ops.variables"),
    "slim": SLIM,
    "losses": ("tf_slim.losses",),
    "metrics": ("tf_slim.metrics",),
    "training": ("tf_slim.training.training", "tf_slim.training.evaluation"),
    "rnn": (),
    "factorization": (),
    "learn": (),
    "distributions": (),
    "eager": (),
    "util": (),
    "stateless": (),
    "staging": (),
    "deprecated": (),
    "tensorboard": (),
    "seq2seq": (),
    "legacy_seq2seq": (),
    "crf": (),
    "summary": (),
    "lookup": ("tensorflow.compat.v1.lookup",),
    "predictor": (),
    "estimator": (),
    "tpu": (),
    "data": ("tensorflow.compat.v1.data", "tensorflow.compat.v1.data.experimental"),
}
V1 = "tensorflow.compat.v1"
ESTIMATOR = "tensorflow_estimator._api.v1.estimator"
REWRITTEN = "lab10.tf1.rewritten."  # what no package gives
BACKPROP = "tensorflow.python.eager.backprop"
# names by the module that they belong to: those of the same name in another module, or "name=attribute"
TAKEN = {
    "contrib.rnn": {
        V1 + ".nn.rnn_cell": "BasicLSTMCell BasicRNNCell DeviceWrapper DropoutWrapper GRUCell LSTMCell LSTMStateTuple "
                             "MultiRNNCell RNNCell ResidualWrapper",
        V1 + ".nn": "static_rnn static_bidirectional_rnn static_state_saving_rnn",
        REWRITTEN + "rnn": "AttentionCellWrapper CoupledInputForgetGateLSTMCell GRUBlockCell "
                           "GRUBlockCellV2=GRUBlockCell InputProjectionWrapper LSTMBlockCell "
                           "LayerNormBasicLSTMCell NASCell OutputProjectionWrapper PhasedLSTMCell _linear "
                           "stack_bidirectional_dynamic_rnn",
    },
    "contrib.factorization": {
        REWRITTEN + "factorization": "COSINE_DISTANCE KMEANS_PLUS_PLUS_INIT KMeans RANDOM_INIT "
                                     "SQUARED_EUCLIDEAN_DISTANCE",
    },
    "contrib.layers": {
        V1 + ".feature_column": "bucketized_column create_feature_spec_for_parsing=make_parse_example_spec "
                                "one_hot_column=indicator_column",
        V1 + ".nn": "safe_embedding_lookup_sparse",
        REWRITTEN + "layers": "bow_encoder crossed_column embed_sequence embedding_column embedding_lookup_unique "
                              "real_valued_column sparse_column_with_hash_bucket "
                              "sparse_column_with_integerized_feature sparse_column_with_keys",
    },
    "contrib.learn": {
        REWRITTEN + "learn": "DNNClassifier DNNLinearCombinedClassifier DNNLinearCombinedRegressor DNNRegressor "
                             "Estimator LinearClassifier LinearRegressor MetricSpec ModeKeys ModelFnOps "
                             "PredictionKey RunConfig SKCompat infer_real_valued_columns_from_input",
        REWRITTEN + "experiment": "Experiment",
    },
    "contrib.learn.learn_runner": {REWRITTEN + "experiment": "run"},
    "contrib.learn.io": {REWRITTEN + "learn": "numpy_input_fn pandas_input_fn"},
    "contrib.learn.preprocessing": {REWRITTEN + "preprocessing": "CategoricalVocabulary VocabularyProcessor tokenizer"},
    "contrib.training": {REWRITTEN + "training": "HParams"},
    "contrib.framework": {
        V1 + ".train": "list_variables load_checkpoint load_variable init_from_checkpoint",
        V1: "is_tensor argsort sort py_func nest zero_initializer=zeros_initializer",
    },
    "contrib.distributions": {
        V1 + ".distributions": "Bernoulli Beta Categorical Dirichlet DirichletMultinomial Distribution Exponential "
                               "FULLY_REPARAMETERIZED Gamma Laplace Multinomial NOT_REPARAMETERIZED Normal "
                               "RegisterKL ReparameterizationType StudentT Uniform kl_divergence",
    },
    "contrib.eager": {
        V1: "GradientTape enable_eager_execution executing_eagerly in_eager_mode=executing_eagerly py_func",
        V1 + ".train": "Checkpoint Saver",
        "tensorflow.python.ops.resource_variable_ops": "Variable=ResourceVariable",
        "tensorflow.python.data.ops.iterator_ops": "Iterator=OwnedIterator",
        "tensorflow.python.eager.context": "num_gpus",
        BACKPROP: "gradients_function implicit_gradients=implicit_grad "
                  "implicit_value_and_gradients=implicit_val_and_grad "
                  "value_and_gradients_function=val_and_grad_function",
        "tensorflow.compat.v2": "defun=function",
    },
    "contrib.util": {
        V1: "make_ndarray make_tensor_proto",
        "tensorflow.python.framework.tensor_util": "constant_value",
        "tensorflow.python.framework.meta_graph": "ops_used_by_graph_def stripped_op_list_for_graph",
    },
    "contrib.summary": {
        "tensorflow.python.ops.summary_ops_v2":
            "SummaryWriter all_summary_ops=all_v2_summary_ops always_record_summaries audio create_file_writer "
            "create_summary_file_writer eval_dir flush generic graph histogram image import_event initialize "
            "never_record_summaries record_summaries_every_n_global_steps scalar should_record_summaries "
            "summary_writer_initializer_op",
    },
    "contrib.stateless": {
        V1 + ".random": "stateless_multinomial stateless_random_normal=stateless_normal "
                        "stateless_random_uniform=stateless_uniform "
                        "stateless_truncated_normal",
    },
    "contrib.metrics": {
        V1: "confusion_matrix",
        V1 + ".sets": "set_difference=difference set_intersection=intersection set_size=size set_union=union",
    },
    "contrib.data": {"lab10.tf1.contrib": "batch_and_drop_remainder"},
    "contrib.staging": {"tensorflow.python.ops.data_flow_ops": "StagingArea"},
    "contrib.deprecated": {
        V1 + ".summary": "scalar_summary=scalar histogram_summary=histogram image_summary=image audio_summary=audio "
                         "merge_summary=merge merge_all_summaries=merge_all",
    },
    "contrib.seq2seq": {
        REWRITTEN + "seq2seq": "AttentionMechanism AttentionWrapper AttentionWrapperState BahdanauAttention "
                               "BasicDecoder BasicDecoderOutput BeamSearchDecoder BeamSearchDecoderOutput "
                               "BeamSearchDecoderState CustomHelper Decoder FinalBeamSearchDecoderOutput "
                               "GreedyEmbeddingHelper Helper InferenceHelper LuongAttention SampleEmbeddingHelper "
                               "TrainingHelper dynamic_decode gather_tree hardmax sequence_loss tile_batch",
    },
    "contrib.legacy_seq2seq": {
        REWRITTEN + "legacy_seq2seq": "attention_decoder basic_rnn_seq2seq embedding_attention_decoder "
                                      "embedding_attention_seq2seq embedding_rnn_decoder embedding_rnn_seq2seq "
                                      "model_with_buckets rnn_decoder sequence_loss sequence_loss_by_example",
    },
    "contrib.crf": {
        REWRITTEN + "crf": "crf_binary_score crf_decode crf_log_likelihood crf_log_norm crf_sequence_score "
                           "crf_unary_score viterbi_decode",
    },
    "contrib.lookup": {
        "tensorflow.python.ops.lookup_ops": "HashTable IdTableWithHashBuckets TextFileIdTableInitializer "
                                            "TextFileStringTableInitializer index_table_from_file "
                                            "index_to_string_table_from_file MutableHashTable",
        REWRITTEN + "lookup": "MutableDenseHashTable index_table_from_tensor index_to_string "
                              "index_to_string_table_from_tensor string_to_index",
    },
    "contrib.predictor": {REWRITTEN + "predictor": "from_estimator from_saved_model"},
    "contrib.estimator": {
        REWRITTEN + "learn": "clip_gradients_by_norm=clipped",
        ESTIMATOR: "DNNEstimator DNNLinearCombinedEstimator LinearEstimator BaselineEstimator add_metrics",
        ESTIMATOR + ".experimental": "InMemoryEvaluatorHook RNNClassifier RNNEstimator "
                                     "build_raw_supervised_input_receiver_fn make_early_stopping_hook "
                                     "stop_if_higher_hook stop_if_lower_hook stop_if_no_decrease_hook "
                                     "stop_if_no_increase_hook",
    },
    "contrib.tpu": {REWRITTEN + "tpu": "CrossShardOptimizer InputPipelineConfig RunConfig TPUConfig TPUEstimator "
                                       "TPUEstimatorSpec"},
    "contrib": {V1: "signal saved_model", V1 + ".lite": "lite=."},
}
# modules that scripts import from inside tf.contrib: another module that has their names
INSIDE = {
    "contrib.layers.python": "contrib.layers",
    "contrib.layers.python.layers": "contrib.layers",
    "contrib.layers.python.layers.initializers": "contrib.layers",
    "contrib.layers.python.layers.layers": "contrib.layers",
    "contrib.layers.python.layers.regularizers": "contrib.layers",
    "contrib.eager.python": "contrib.eager",
    "contrib.eager.python.tfe": "contrib.eager",
    "contrib.framework.python": "contrib.framework",
    "contrib.framework.python.ops": "contrib.framework",
    "contrib.framework.python.ops.variables": "contrib.framework",
    "contrib.framework.python.ops.arg_scope": "contrib.framework",
    "contrib.factorization.python": "contrib.factorization",
    "contrib.factorization.python.ops": "contrib.factorization",
    "contrib.factorization.python.ops.clustering_ops": "contrib.factorization",
    "contrib.learn.estimators": "contrib.learn",
    "contrib.learn.python.learn.estimators": "contrib.learn",
    "contrib.learn.python.learn.estimators.model_fn": "contrib.learn",
    "contrib.learn.python.learn.estimators.svm": "contrib.learn",
    **{f"contrib.learn.python.learn.{name}": "contrib.learn"
       for name in ("estimators.dnn", "estimators.estimator", "estimators.linear", "estimators.run_config",
                    "experiment", "metric_spec")},
    "contrib.learn.learn_runner": "contrib.learn.learn_runner",
    "contrib.learn.python.learn.learn_runner": "contrib.learn.learn_runner",
    "contrib.learn.python.learn.preprocessing": "contrib.learn.preprocessing",
    **{f"contrib.learn.python.learn.preprocessing.{name}": "contrib.learn.preprocessing"
       for name in ("categorical", "categorical_vocabulary", "text")},
    **{f"contrib.learn.preprocessing.{name}": "contrib.learn.preprocessing"
       for name in ("categorical", "categorical_vocabulary", "text")},
    "contrib.training.python": "contrib.training",
    "contrib.training.python.training": "contrib.training",
    "contrib.training.python.training.hparam": "contrib.training",
    "contrib.slim.python": "contrib.slim",
    "contrib.slim.python.slim": "contrib.slim",
    "contrib.crf.python": "contrib.crf",
    "contrib.crf.python.ops": "contrib.crf",
    "contrib.crf.python.ops.crf": "contrib.crf",
    "contrib.legacy_seq2seq.python": "contrib.legacy_seq2seq",
    "contrib.legacy_seq2seq.python.ops": "contrib.legacy_seq2seq",
    "contrib.legacy_seq2seq.python.ops.seq2seq": "contrib.legacy_seq2seq",
    **{f"contrib.tpu.python{below}": "contrib.tpu"
       for below in ("", ".tpu", ".tpu.tpu_config", ".tpu.tpu_estimator", ".tpu.tpu_optimizer")},
    "contrib.seq2seq.python": "contrib.seq2seq",
    "contrib.seq2seq.python.ops": "contrib.seq2seq",
    **{f"contrib.seq2seq.python.ops.{name}": "contrib.seq2seq"
       for name in ("attention_wrapper", "basic_decoder", "beam_search_decoder", "beam_search_ops", "decoder", "helper",
                    "loss")},
    "contrib.rnn.python": "contrib.rnn",
    "contrib.rnn.python.ops": "contrib.rnn",
    "contrib.rnn.python.ops.core_rnn": "contrib.rnn",
    "contrib.rnn.python.ops.core_rnn_cell": "contrib.rnn",
    "contrib.rnn.python.ops.core_rnn_cell_impl": "contrib.rnn",
    "contrib.rnn.python.ops.rnn_cell": "contrib.rnn",
}

GONE = {  # names that TensorFlow 1 had and that are not offered
    "contrib": """
        all_reduce autograph batching bayesflow bigtable boosted_trees checkpoint cloud cluster_resolver compiler
        constrained_optimization copy_graph cudnn_rnn decision_trees distribute feature_column ffmpeg
        fused_conv gan graph_editor grid_rnn hadoop hooks ignite image input_pipeline integrate kafka kernel_methods
        kfac kinesis labeled_tensor libsvm linear_optimizer memory_stats meta_graph_transform
        mixed_precision model_pruning nccl nearest_neighbor nn opt optimizer_v2 periodic_resample proto
        quantization quantize rate receptive_field recurrent reduce_slice_ops remote_fused_graph resampler rpc
        session_bundle solvers sparsemax specs stat_summarizer tensor_forest
        tensorrt testing text tfprof timeseries verbs""",
    "contrib.layers": """
        check_feature_columns feature_column
        infer_real_valued_columns input_from_feature_columns joint_weighted_sum_from_feature_columns multi_class_target
        parse_feature_columns_from_examples regression_target scattered_embedding_column
        sequence_input_from_feature_columns shared_embedding_columns sparse_column_with_vocabulary_file
        transform_features weighted_sparse_column weighted_sum_from_feature_columns""",
    "contrib.framework": """
        assert_same_float_dtype assert_scalar assert_scalar_int convert_to_tensor_or_sparse_tensor deprecated
        deprecated_arg_values deprecated_args fuse_op get_placeholders load_and_remap_matrix_initializer
        load_embedding_initializer load_linear_multiclass_bias_initializer load_variable_slot_initializer
        prepend_name_scope reduce_sum_n remove_squeezable_dimensions smart_case smart_cond smart_constant_value
        strip_name_scope with_same_shape with_shape""",
    "contrib.training": """
        FeedingQueueRunner GreedyLoadBalancingStrategy NextQueuedSequenceBatch RandomStrategy
        SequenceQueueingStateSaver batch_sequences_with_states bucket bucket_by_sequence_length byte_size_load_fn
        parse_values rejection_sample resample_at_rate stratified_sample weighted_resample""",
    "contrib.rnn": """
        BidirectionalGridLSTMCell CompiledWrapper Conv1DLSTMCell Conv2DLSTMCell Conv3DLSTMCell ConvLSTMCell
        EmbeddingWrapper FusedRNNCell FusedRNNCellAdaptor GLSTMCell GridLSTMCell
        HighwayWrapper IndRNNCell IndyGRUCell IndyLSTMCell IntersectionRNNCell LSTMBlockFusedCell LSTMBlockWrapper
        LayerRNNCell SRUCell TimeFreqLSTMCell TimeReversedFusedRNN UGRNNCell
        best_effort_input_batch_size stack_bidirectional_rnn transpose_batch_time""",
    "contrib.learn": """
        BaseEstimator DNNEstimator DNNLinearCombinedEstimator DynamicRnnEstimator Evaluable ExportStrategy
        Head InputFnOps KMeansClustering LinearEstimator LogisticRegressor NanLossDuringTrainingError NotFittedError
        ProblemType SVM TaskType Trainable TensorFlowDNNClassifier TensorFlowEstimator
        TensorFlowLinearClassifier build_parsing_serving_input_fn evaluate extract_dask_data
        extract_pandas_data graph_actions head infer infer_real_valued_columns_from_input_fn models
        monitors multi_class_head ops read_batch_examples read_batch_features regression_head rnn_common
        run_feeds run_n train utils""",
    "contrib.learn.datasets": "load_boston make_dataset synthetic text_datasets",
    "contrib.learn.datasets.base": """
        load_boston retry shrink_csv urlretrieve_with_retry""",
    "contrib.estimator": """
        DNNClassifierWithLayerAnnotations DNNRegressorWithLayerAnnotations SavedModelEstimator
        binary_classification_head boosted_trees_classifier_train_in_memory boosted_trees_regressor_train_in_memory
        dnn_logit_fn_builder export_all_saved_models export_saved_model_for_mode
        forward_features linear_logit_fn_builder logistic_regression_head multi_class_head multi_head multi_label_head
        poisson_regression_head regression_head replicate_model_fn""",
    "contrib.tpu": """
        InfeedQueue TPUDistributionStrategy batch_parallel bfloat16_scope cross_replica_sum infeed_dequeue
        initialize_system keras_to_tpu_model outfeed_enqueue_tuple outside_compilation profiler repeat replicate rewrite
        shard shutdown_system while_loop""",
    "contrib.summary": "create_db_writer",
    "contrib.factorization": "GMM GmmAlgorithm KMeansClustering WALSModel WALSMatrixFactorization gmm",
    "contrib.data": """
        CheckpointInputPipelineHook LMDBDataset assert_element_shape padded_batch_and_drop_remainder
        read_batch_features reduce_dataset sliding_window_batch sloppy_interleave""",
    "contrib.distributions": """
        Autoregressive BatchReshape Binomial Cauchy Chi2 ConditionalDistribution Deterministic Geometric HalfNormal
        Independent InverseGamma Kumaraswamy Logistic Mixture MixtureSameFamily MultivariateNormalDiag
        MultivariateNormalDiagPlusLowRank MultivariateNormalFullCovariance MultivariateNormalTriL NegativeBinomial
        OneHotCategorical Poisson QuantizedDistribution RelaxedBernoulli RelaxedOneHotCategorical SinhArcsinh
        TransformedDistribution VectorDeterministic WishartCholesky WishartFull bijectors fill_triangular percentile
        softplus_inverse""",
    "contrib.seq2seq": """
        BahdanauMonotonicAttention LuongMonotonicAttention ScheduledEmbeddingTrainingHelper
        ScheduledOutputTrainingHelper monotonic_attention safe_cumprod""",
    "contrib.legacy_seq2seq": """
        embedding_tied_rnn_seq2seq one2many_rnn_seq2seq tied_rnn_seq2seq""",
    "contrib.crf": "CrfDecodeBackwardRnnCell CrfDecodeForwardRnnCell CrfForwardRnnCell crf_multitag_sequence_score",
    "contrib.eager": "Checkpointable Network Sequential get_optimizer_variables list_devices run seterr",
    "": "plugin_dir pywrap_tensorflow",
}
REPLACED = {  # by the longest beginning of the name that is here
    "contrib.bayesflow": "tensorflow_probability",
    "contrib.boosted_trees": "the package tensorflow_decision_forests",
    "contrib.crf": "tensorflow_addons of 2023",
    "contrib.cudnn_rnn": "tf.keras.layers.LSTM, tf.keras.layers.GRU",
    "contrib.data": "tf.data, tf.data.experimental",
    "contrib.distribute": "tf.distribute",
    "contrib.distributions": "tensorflow_probability",
    "contrib.estimator": "tf.estimator, which lab10.tf1 has",
    "contrib.factorization": "sklearn.cluster.KMeans",
    "contrib.feature_column": "tf.feature_column",
    "contrib.gan": "the package tensorflow-gan",
    "contrib.image": "tf.image, or keras.layers.RandomRotation and its like",
    "contrib.layers": "tf.feature_column",
    "contrib.learn": "tf.estimator, which lab10.tf1 has, or tf.keras.Model with compile() and fit()",
    "contrib.learn.SVM": "sklearn.svm.LinearSVC",
    "contrib.learn.datasets": "sklearn.datasets",
    "contrib.framework": "the function of that name in tensorflow.python",
    "contrib.framework.smart_cond": "tf.cond",
    "contrib.model_pruning": "the package tensorflow-model-optimization",
    "contrib.nn": "tf.nn",
    "contrib.opt": "tf.keras.optimizers (Nadam, Adamax, AdamW and others)",
    "contrib.quantize": "the package tensorflow-model-optimization",
    "contrib.rnn": "tf.nn.rnn_cell, tf.keras.layers",
    "contrib.rnn.LSTMBlockFusedCell": "tf.keras.layers.LSTM",
    "contrib.seq2seq": "tf.keras.layers (Attention, AdditiveAttention), or tensorflow_addons of 2023",
    "contrib.legacy_seq2seq": "tf.keras.layers",
    "contrib.summary": "tf.contrib.summary.create_file_writer",
    "contrib.tensor_forest": "the package ydf, or sklearn.ensemble.RandomForestClassifier",
    "contrib.tensorrt": "tf.experimental.tensorrt",
    "contrib.tpu": "tf.tpu, tf.distribute.TPUStrategy",
    "contrib.training": "tf.data",
    "contrib.eager": "tf.keras",
    "pywrap_tensorflow": "tf.train.NewCheckpointReader, of its checkpoint reader",
}
