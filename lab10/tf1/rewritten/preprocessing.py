"""tf.contrib.learn.preprocessing.VocabularyProcessor: texts as rows of word numbers."""
import collections
import pickle
import re

import numpy

WORD = re.compile(r"[A-Z]{2,}(?![a-z])|[A-Z][a-z]+(?=[A-Z])|[\'\w\-]+", re.UNICODE)  # TensorFlow's


def tokenizer(texts):
    for text in texts:
        yield WORD.findall(text)


class CategoricalVocabulary:
    """Numbers for words, in the order in which they appear; 0 is any unknown word."""

    def __init__(self, unknown_token="<UNK>"):
        self._mapping, self._words, self._counts = {unknown_token: 0}, [unknown_token], collections.Counter()
        self._frozen = False

    def __len__(self):
        return len(self._words)

    def get(self, word):
        if word not in self._mapping and not self._frozen:
            self._mapping[word] = len(self._words)
            self._words.append(word)
        return self._mapping.get(word, 0)

    def add(self, word, count=1):
        if self.get(word):
            self._counts[word] += count

    def freeze(self, freeze=True):
        self._frozen = freeze

    def trim(self, min_frequency):
        """Keep words that appeared more than `min_frequency` times, the most frequent first."""
        kept = sorted(self._counts.items(), key=lambda item: (-item[1], item[0]))
        self._words = self._words[:1] + [word for word, count in kept if count > min_frequency]
        self._mapping = {word: number for number, word in enumerate(self._words)}

    def reverse(self, number):
        return self._words[number]


class VocabularyProcessor:
    """Rows of `max_document_length` numbers, int64, filled up with 0."""

    def __init__(self, max_document_length, min_frequency=0, vocabulary=None, tokenizer_fn=None):
        self.max_document_length, self.min_frequency = max_document_length, min_frequency
        self.vocabulary_ = vocabulary or CategoricalVocabulary()
        self._tokenizer = tokenizer_fn or tokenizer

    def fit(self, raw_documents, unused_y=None):
        for words in self._tokenizer(raw_documents):
            for word in words:
                self.vocabulary_.add(word)
        if self.min_frequency > 0:
            self.vocabulary_.trim(self.min_frequency)
        self.vocabulary_.freeze()
        return self

    def transform(self, raw_documents):
        for words in self._tokenizer(raw_documents):
            row = numpy.zeros(self.max_document_length, numpy.int64)
            numbers = [self.vocabulary_.get(word) for word in words[:self.max_document_length]]
            row[:len(numbers)] = numbers
            yield row

    def fit_transform(self, raw_documents, unused_y=None):
        return self.fit(raw_documents).transform(raw_documents)

    def reverse(self, documents):
        for numbers in documents:
            yield " ".join(self.vocabulary_.reverse(number) for number in numbers)

    def save(self, filename):
        with open(filename, "wb") as file:
            pickle.dump(self, file)

    @classmethod
    def restore(cls, filename):
        with open(filename, "rb") as file:
            return pickle.load(file)
