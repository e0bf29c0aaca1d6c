/** What people and courts write, and what somebody who means harm would. */
export const ESCAPE_CORPUS = [
  'Ferreira & Filhos <advogados@exemplo.com.br>',
  '<b>negrito</b> <script>alert(1)</script>',
  '</b><a href="https://mal.example">clique</a>',
  '&lt;já escapado&gt; &amp;amp;',
  '*asterisco* _sublinhado_ ~riscado~ `código`',
  'ana_maria_souza e 2*3*4 = 24',
  '[link](https://mal.example) !important',
  '<!channel> <@U123> <https://mal.example|texto>',
  'aspas "duplas" e \'simples\'',
  '{{variavel}} {% raw %} #{x}',
  'emoji 👩‍⚖️👨🏽‍⚖️ e combinação e\u0301',
  'árabe العربية e ‮invertido',
];
