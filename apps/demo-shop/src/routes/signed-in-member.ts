import type { Context } from 'hono';
import { getCookie } from 'hono/cookie';
import type { DemoMember } from '../issuer/demo-members.ts';
import type { ShopEnv } from '../shop-env.ts';
import type { ShopParts } from '../shop-parts.ts';
import { MEMBER_COOKIE } from './cookies.ts';

/** The member as whom the visitor is signed in. */
export function signedInMember(context: Context<ShopEnv>, { demo }: ShopParts): DemoMember | undefined {
  const memberId = getCookie(context, MEMBER_COOKIE);
  return demo?.members.find((member) => member.memberId === memberId);
}
