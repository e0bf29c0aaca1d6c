-- Folds Portuguese text before stemming: accents away, plural endings to their singular, so that
-- "intimação" finds "intimações". Immutable, so that a generated column can use it.
create function public.pt_fold(input text) returns text
language sql immutable strict parallel safe
return regexp_replace(
  regexp_replace(
    regexp_replace(
      translate(lower(input), 'áàâãäéèêëíìîïóòôõöúùûüçñ', 'aaaaaeeeeiiiiooooouuuucn'),
      '(oes|aes)\M', 'ao', 'g'),
    '([aeou])is\M', '\1l', 'g'),
  '(\d)[.\-](?=\d)', '\1', 'g');
