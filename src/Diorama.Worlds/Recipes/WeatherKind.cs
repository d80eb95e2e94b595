namespace Diorama.Worlds.Recipes;

public enum WeatherKind { Clear, Overcast, Fog, Rain, Snow }
