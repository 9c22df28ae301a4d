"""Scores hosts with scikit-learn, one at a time and many at once; prints processor seconds for one host of each."""

import sys
import time

import numpy
import sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

TRAINING, HOSTS, SECONDS = sys.argv[1], sys.argv[2], float(sys.argv[3])
BATCH = 10_000

training = numpy.loadtxt(TRAINING, delimiter=",")
hosts = numpy.loadtxt(HOSTS, delimiter=",", ndmin=2)
model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1_000)).fit(training[:, :-1], training[:, -1])
many = numpy.resize(hosts, (BATCH, hosts.shape[1]))


def processor_seconds(batches):
    began, rows = time.process_time(), 0
    while time.process_time() - began < SECONDS:
        for batch in batches:
            model.predict_proba(batch)
            rows += len(batch)
    return (time.process_time() - began) / rows


print(sklearn.__version__)
for batches in (numpy.split(hosts, len(hosts)), [many]):
    processor_seconds(batches)  # warm
    print(processor_seconds(batches))
