namespace Diorama.Learning.Training;

/// <summary>Result of a training; the models have the best weights.</summary>
/// <param name="Steps">Number of steps made.</param>
/// <param name="BestStep">Number of steps after which the validation was best; the last one without validation.</param>
/// <param name="BestScore">Best value of the validation; the last loss without validation.</param>
/// <param name="Seconds">Duration of all runs together, validation included, seconds.</param>
public sealed record TrainingResult(long Steps, long BestStep, double BestScore, double Seconds);
