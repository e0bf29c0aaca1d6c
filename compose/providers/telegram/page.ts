import type { Chats } from './chats.ts';
import page from './page.html' with { type: 'text' };

/** The page on which one plays a person in a chat with the bot, and what it asks for: `/chats/<id>`. */
export async function serveChatPage(request: Request, chats: Chats): Promise<Response> {
  const { pathname } = new URL(request.url);
  if (pathname === '/')
    return new Response(page as unknown as string, {
      headers: { 'content-type': 'text/html; charset=utf-8' },
    });
  const [, id, verb] = /^\/chats\/(-?\d{1,15})(?:\/(messages|press|block|unblock))?$/.exec(pathname) ?? [];
  if (!id) return new Response('Not found', { status: 404 });
  const chat = Number(id);
  if (request.method === 'POST') {
    const body = (await request.json().catch(() => ({}))) as {
      text?: string;
      messageId?: number;
      data?: string;
    };
    if (verb === 'messages' && body.text) chats.write(chat, body.text);
    else if (verb === 'press' && body.data) chats.press(chat, Number(body.messageId), body.data);
    else if (verb === 'block' || verb === 'unblock') chats.block(chat, verb === 'block');
    else return new Response('Nothing to do', { status: 400 });
  }
  const { blocked, messages } = chats.chat(chat);
  return Response.json({ blocked, messages });
}
