"""Forecasts from earlier origins, held against what came after: the model beside simple opponents."""
