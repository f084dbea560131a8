using System.Text;

namespace LlmNotebooks.Metrics.Matching;

/// <summary>The word answer in other languages, and their letters of choices.</summary>
/// <remarks>
/// The words of MULTILINGUAL_ANSWER_REGEXES and the letters of normalize_extracted_answer in simple-evals (common.py), by which MMMLU is read; and those of further European languages, of Turkish, Vietnamese and Hebrew.
/// </remarks>
internal static class AnswerWords
{
    private const string Letters = "أبجدঅবডঢ";
    private const string Meant = "ABCDABCD";

    private static readonly string[] Words =
    [
        "উত্তর", "उत्तर", "Antwort", "Lösung", "답변", "정답", "답", "答案", "答复", "答曰", "正解", "解答", "回答", "答え", "الإجابة", "الجواب", "إجابة", "الإجابة النهائية", "الإجابة الصحيحة",
        "Respuesta", "Risposta", "Jawaban", "Réponse", "Reponse", "Resposta", "Jibu", "Idahun", "Ìdáhùn", "Idáhùn", "Àmọ̀nà", "Àdáhùn", "Ànúgọ", "Àṣàyàn",
        "Antwoord", "Odpowiedź", "Odpověď", "Odpoveď", "Svaret", "Svar", "Vastaus", "Válasz", "Răspuns", "Răspunsul", "Ответ", "Відповідь", "Отговор", "Απάντηση", "Cevap", "Yanıt", "Đáp án", "תשובה",
    ];

    /// <summary>A pattern for any of the words, and what may say after it that it is the right one.</summary>
    public static string Pattern { get; } = $@"(?:{string.Join('|', Words.OrderByDescending(word => word.Length))})(?:\s+(?:correcte?|correcta|corretta|richtige|korrekte|finale?))?";

    /// <summary>The text with full-width characters as ASCII, and a letter of another script that stands alone as the one that it stands for.</summary>
    public static string Latin(string text)
    {
        if (Ascii.IsValid(text)) { return text; }
        StringBuilder plain = new(text.Length);
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            int letter = Letters.IndexOf(c, StringComparison.Ordinal);
            plain.Append(
                c is >= '\uFF01' and <= '\uFF5E' ? (char)(c - 0xFEE0)
                : c is '\u3000' ? ' '
                : letter >= 0 && IsAlone(text, i) ? Meant[letter]
                : c);
        }

        return plain.ToString();
    }

    private static bool IsAlone(string text, int place) => (place == 0 || !IsWord(text[place - 1])) && (place + 1 == text.Length || !IsWord(text[place + 1]));

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || char.GetUnicodeCategory(c) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
