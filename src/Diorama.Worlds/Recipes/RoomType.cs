namespace Diorama.Worlds.Recipes;

public enum RoomType { Living, Bed, Kitchen, Bath, Office, Dining, Hall }
