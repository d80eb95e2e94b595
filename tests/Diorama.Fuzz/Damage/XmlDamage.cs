using System.Xml;
using System.Xml.Linq;

namespace Diorama.Fuzz.Damage;

/// <summary>Damage to the structure of XML: elements and attributes that are missing, double, empty, elsewhere or nested.</summary>
internal static class XmlDamage {
    public static string Apply(Dice dice, string xml) {
        XDocument document;
        try {
            document = XDocument.Parse(xml, LoadOptions.PreserveWhitespace);
        } catch (XmlException) {
            return TextDamage.Apply(dice, xml);
        }
        for (int rounds = dice.Small(3); rounds > 0; rounds--) {
            XElement[] below = [.. document.Root!.Descendants()];
            if (below.Length > 0) Once(dice, dice.Pick(below), below);
        }
        return document.Declaration + document.ToString(SaveOptions.DisableFormatting);
    }

    private static void Once(Dice dice, XElement element, XElement[] all) {
        XAttribute[] attributes = [.. element.Attributes().Where(a => !a.IsNamespaceDeclaration)];
        switch (dice.Below(7)) {
            case 0: element.Remove(); break;
            case 1: element.AddAfterSelf(new XElement(element)); break;
            case 2: element.RemoveNodes(); break;
            case 3: dice.Pick(all).Add(new XElement(element)); break;
            case 4:
                if (attributes.Length > 0) dice.Pick(attributes).Remove();
                break;
            case 5:
                string value = dice.Chance(0.5) ? dice.Pick(Extremes.Numbers) : dice.Pick(Extremes.Names);
                value = string.Concat(value.Where(XmlConvert.IsXmlChar));
                if (attributes.Length > 0 && dice.Chance(0.6)) dice.Pick(attributes).Value = value;
                else if (!element.HasElements) element.Value = value;
                break;
            default:
                XElement nest = new(element);
                for (int depth = dice.Pick([10, 100, 1000]); depth > 0; depth--) nest = new XElement(element.Name, nest);
                element.ReplaceWith(nest);
                break;
        }
    }
}
