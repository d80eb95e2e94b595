using Diorama.Core.Processors;

namespace Diorama.Core.Tests.Processors;

public class InstructionSetsTests {
    [Theory]
    [InlineData("sse4.2", InstructionSet.Sse42)]
    [InlineData("avx2", InstructionSet.Avx2)]
    [InlineData("avx512", InstructionSet.Avx512)]
    public void Parse_ReadsBackWhatNameOfSays(string name, InstructionSet set) {
        Assert.Equal(set, InstructionSets.Parse(name, "here"));
        Assert.Equal(name, InstructionSets.NameOf(set));
        Assert.Equal(name, InstructionSets.VariablesOf(set)[InstructionSets.Variable]);
    }

    [Fact]
    public void Parse_NamesPlaceAndChoices_OfAnUnknownSet() {
        var e = Assert.Throws<BadInputException>(() => InstructionSets.Parse("avx9", "plan.json"));
        Assert.Equal("plan.json: 'avx9' is not a set of instructions, expected sse4.2, avx2, avx512.", e.Message);
    }

    [Fact]
    public void Require_RefusesWhatTheMachineLacks() {
        foreach (InstructionSet set in Enum.GetValues<InstructionSet>()) {
            if (set <= InstructionSets.Best) InstructionSets.Require(set, "here");
            else Assert.Contains("at most", Assert.Throws<BadInputException>(() => InstructionSets.Require(set, "here")).Message,
                StringComparison.Ordinal);
        }
    }
}
