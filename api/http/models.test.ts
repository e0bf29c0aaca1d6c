import { expect, test } from 'bun:test';
import { Type } from '@sinclair/typebox';
import { Elysia } from 'elysia';
import { refuseTwinModels } from './models.ts';

const model = (schema: ReturnType<typeof Type.Object>) => new Elysia().model({ Thing: schema });

test('a name that two parts of the API give to different models is refused, the same model is not', () => {
  const thing = Type.Object({ a: Type.String() });
  expect(() => refuseTwinModels([model(thing), model(Type.Object({ a: Type.String() }))])).not.toThrow();
  expect(() => refuseTwinModels([model(thing), model(Type.Object({ b: Type.String() }))])).toThrow('Thing');
});
