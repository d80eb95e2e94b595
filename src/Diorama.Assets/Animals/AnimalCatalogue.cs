namespace Diorama.Assets.Animals;

/// <summary>
/// The animals of 0 A.D. that are usable as single animals: no shoals, no circling birds, no dragon, no leftovers of early versions.
/// </summary>
public static class AnimalCatalogue {
    public static IReadOnlyList<Animal> All { get; } = [
        Of("bear", "Black bear", "bear_black"), Of("bear", "Brown bear", "bear_brown"), Of("bear", "Polar bear", "bear_white", 0.45f),
        Of("boar", "Wild boar", "boar"),
        Of("camel", "Dromedary, dark brown", "camel", "Dark Brown"), Of("camel", "Dromedary, beige", "camel", "Beige"),
        Of("chicken", "Chicken, red", "chicken", 0.3f, "feathers-red"), Of("chicken", "Chicken, brown", "chicken", 0.3f, "feathers-brown"),
        Of("cow", "Bull", "bull"), Of("cow", "Cow, black and white", "cow", "Black and White", "cattle_unhorned"),
        Of("cow", "Cow, beige", "cow", "beige", "cattle_horned"),
        Of("cow", "Cow, white and brown", "cow", "White and Brown", "cattle_unhorned"),
        Of("cow", "Sanga cattle", "sanga_cattle"), Of("cow", "Zebu", "zebu", "Zebu"),
        Of("cow", "Zebu, black and white", "zebu", "Black and White Zebu"),
        Of("crocodile", "Nile crocodile", "crocodile"), Of("crow", "Crow", "crow", 0.28f),
        Of("deer", "Stag", "deer", "male", "Base-Brown"), Of("deer", "Doe", "deer", "female", "Base-Grey"),
        Of("deer", "Fallow doe", "deer", "female", "Base-Brown-Freckles"),
        Of("dog", "Mastiff, brown", "mastiff", "brown"), Of("dog", "Mastiff, taupe", "mastiff", "taupe"),
        Of("donkey", "Donkey", "donkey"),
        Of("elephant", "Asian elephant", "elephant_asian", 0.36f), Of("elephant", "African bush elephant", "elephant_african_bush", 0.38f),
        Of("elephant", "African forest elephant", "elephant_african_forest"), Of("elephant", "Elephant calf", "elephant_african_baby"),
        Of("fish", "Fish", "fish_single", 0.35f), Of("fish", "Tuna", "tuna", 0.6f),
        Of("fox", "Arctic fox", "fox_arctic"), Of("fox", "Red fox", "fox_red"),
        Of("gazelle", "Gazelle, male", "gazelle", 0.28f, "male"), Of("gazelle", "Gazelle, female", "gazelle", 0.28f, "female"),
        Of("giraffe", "Giraffe, light", "giraffe_adult", "Light"), Of("giraffe", "Giraffe, dark", "giraffe_adult", "Dark"),
        Of("giraffe", "Giraffe calf", "giraffe_baby"),
        Of("goat", "Goat, grey", "goat", 0.36f, "Female", "Gray"), Of("goat", "Goat, white", "goat", 0.36f, "Female", "White"),
        Of("goat", "Billy goat, brown", "goat", 0.36f, "Male", "Brown"), Of("goat", "Billy goat, black", "goat", 0.36f, "Male", "Black"),
        Of("hawk", "Hawk", "hawk", 0.18f), Of("hippopotamus", "Hippopotamus", "hippopotamus", 0.45f),
        Of("horse", "Horse, brown", "horse_brown"), Of("horse", "Horse, black", "horse_black"), Of("horse", "Horse, beige", "horse_beige"),
        Of("horse", "Horse, white", "horse_white"), Of("horse", "Horse, grey", "horse_gray"), Of("horse", "Horse, bay", "horse_bay_01"),
        Of("horse", "Horse, dark chestnut", "horse_dark_chestnut"), Of("horse", "Horse, palomino", "horse_palomino_01"),
        Of("horse", "Horse, skewbald", "horse_skewbald"), Of("horse", "Horse, Haflinger", "horse_halflinger"),
        Of("horse", "Horse, Lusitano", "horse_lusitano"), Of("horse", "Pony", "pony"),
        Of("lion", "Lion", "lion"), Of("lion", "Lioness", "lioness"),
        Of("muskox", "Muskox", "muskox"), Of("peacock", "Peacock", "peacock"),
        Of("pig", "Pig", "pig1"), Of("pig", "Piglet", "piglet"),
        Of("rabbit", "Rabbit, grey", "rabbit1", 0.27f, "Grey 1"), Of("rabbit", "Rabbit, white", "rabbit1", 0.27f, "White"),
        Of("rabbit", "Rabbit, red", "rabbit1", 0.27f, "Red"),
        Of("rhinoceros", "Rhinoceros", "rhino", 0.5f), Of("seagull", "Seagull", "seagull", 0.36f),
        Of("shark", "Great white shark", "shark"),
        Of("sheep", "Sheep", "sheep1"), Of("tiger", "Tiger", "tiger"), Of("walrus", "Walrus", "walrus"),
        Of("whale", "Fin whale", "whale_fin", 0.8f),
        Of("wildebeest", "Wildebeest", "wildebeest"), Of("wolf", "Wolf", "wolf"), Of("wolf", "Arctic wolf", "arctic_wolf"),
        Of("zebra", "Zebra", "zebra"),
    ];

    private static Animal Of(string kind, string name, string actor, params string[] choices) => Of(kind, name, actor, 0.4f, choices);

    private static Animal Of(string kind, string name, string actor, float metresPerUnit, params string[] choices) =>
        new(kind, name, $"art/actors/fauna/{actor}.xml") { Choices = choices, MetresPerUnit = metresPerUnit };
}
