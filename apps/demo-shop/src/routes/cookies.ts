import type { Context } from 'hono';
import { setCookie } from 'hono/cookie';

export const CART_COOKIE = 'shop_cart';
export const LANGUAGE_COOKIE = 'shop_language';
export const MEMBER_COOKIE = 'shop_member';

const YEAR = 365 * 24 * 60 * 60;

/** Sets a cookie that scripts cannot read and that other sites' forms do not send. */
export function setShopCookie(context: Context, name: string, value: string, secure: boolean): void {
  setCookie(context, name, value, { path: '/', httpOnly: true, sameSite: 'Lax', maxAge: YEAR, secure });
}
