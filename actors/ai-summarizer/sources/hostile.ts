/**
 * What no court writes into a table of movements: words to a machine. Finding them is the first of several barriers, and the
 * least reliable one: what gets past it is still data between delimiters, and what is made of it still has to be proved.
 */
const SPOKEN_TO_A_MACHINE: readonly RegExp[] = [
  /\b(ignor|desconsider|esque[cç]|disregard|forget|override|bypass)\w*[\s\S]{0,40}\b(instru|regra|comando|orienta|prompt|acima|anterior|previous|above|rules?|instructions?|tudo|everything)/i,
  /\b(system|developer|assistant|assistente|usu[áa]rio|user|human)\s*(:|>|\]|prompt|message|mensagem)/i,
  /<\/?\s*(system|assistant|user|instru|prompt|movimenta|dados|tool|function|script|iframe|img)\b/i,
  /\[\/?(INST|SYS|SYSTEM)\]|<\|[^|]{1,30}\|>|```|#{2,}\s*\w/i,
  /\b(voc[êe]|you)\s+(agora\s+)?([ée]|are|deve|must|should|vai|will|est[áa])\s+(now\s+)?(um|uma|an?|responder|respond|escrever|write|dizer|say|agora|proibid|autorizad|livre|free)/i,
  /\b(modelo de linguagem|language model|intelig[êe]ncia artificial|\bIA\b|\bLLM\b|chatbot|chatgpt|claude|gpt-?\d|jailbreak|\bDAN\b)/i,
  /\b(prompt|system prompt|api[_ -]?key|chave de api|senha|password|token de acesso)\b/i,
  /\b(responda|escreva|diga|informe|afirme|repita|imprima|revele|mostre|traduza|resuma|inclua|adicione|execute|envie|acesse|clique|conclua|classifique|finja|aja|atue|complete|answer|reply|write|say|print|repeat|reveal|output|translate|summari[sz]e|pretend|act as|include|click|visit|send|execute)\b[\s\S]{0,60}\b(que|apenas|somente|s[óo]|como|o texto|a frase|seguinte|that|only|the following|your|sua|seu|suas|seus|ao (leitor|cliente)|resumo|resposta|summary|as|to|para|em)\b/i,
  /\b(https?:\/\/|www\.|javascript:|data:text|mailto:)/i,
  /\b[A-Za-z0-9+/]{60,}={0,2}\b/,
  /\b(novas? (instru|tarefa|regra|ordem)|new (instruction|task|rule|order)|fim dos dados|end of (data|document|input)|in[íi]cio das instru)/i,
  /\bn[ãa]o (mencione|cite|conte|revele|mostre|resuma|informe|avise)\b/i,
  /\b(aten[çc][ãa]o|importante|urgente|note|nota)\b[^.]{0,20}\b(assistente|resumidor|sistema|leitor autom[áa]tico|rob[ôo]|machine|AI\b)/i,
];

/** Whether a text speaks to whoever summarises it instead of telling what happened in a case. */
export function speaksToAMachine(text: string): boolean {
  const folded = text.normalize('NFKC');
  return SPOKEN_TO_A_MACHINE.some((form) => form.test(folded)) || isSpacedOut(folded);
}

/** `I g n o r e`: letters apart, so that no pattern finds the word. */
function isSpacedOut(text: string): boolean {
  return /(?:\p{L}[ .\-_*]){7,}\p{L}/u.test(text);
}
