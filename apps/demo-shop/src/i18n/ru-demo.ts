import type { DemoMember } from '../issuer/demo-members.ts';
import type { DemoPromoNote } from '../issuer/demo-promos.ts';

/** What can be tried at the checkout, in Russian. */
export const demo = {
  title: 'Попробуйте',
  badge: 'демо',
  intro:
    'Всё это настоящие записи сервисов, которые работают за магазином. Введите в поле выше или нажмите «Применить».',
  apply: 'Применить',
  applyLabel: (what: string) => `Применить: ${what}`,
  unavailable: 'Сервис подарочных кодов сейчас не отвечает, поэтому показать нечего.',
  groups: {
    promos: 'Промокоды',
    gifts: 'Подарочные коды',
    members: 'Телефон или карта',
    refused: 'Коды, которым откажут',
  },
  giftsNote: 'Использованный код второй раз не примут: попробуйте и это.',
  membersNote:
    'По одному номеру видно только маску. Имя, баланс и списание открывает код из SMS: он появится под полем.',
  gift: (amount: string) => `Подарочный код на ${amount}`,
  part: 'оплатит часть заказа',
  over: 'остаток вернётся новым кодом',
  promos: {
    tenth: 'скидка 10 % на товары',
    fifth: 'скидка 20 % на товары, первые 5 заказов',
    fixed: 'скидка 500 ₽ на товары',
    freeDelivery: 'доставка бесплатно',
    delivery: 'скидка 150 ₽ на доставку',
    once: 'скидка 15 % на товары, один раз на телефон',
    expired: 'срок вышел',
    notStarted: 'ещё не начался',
    usedUp: 'исчерпан',
    disabled: 'выключен',
  } satisfies Record<DemoPromoNote, string>,
  members: {
    points: 'Анна: 878 баллов, кэшбэк 10 %',
    capped: 'Иван: 5000 баллов, но не больше 30 % от покупки',
    empty: 'Мария: баллов пока нет, кэшбэк 10 %',
    discount: 'Пётр: вместо баллов скидка 7 %',
  } satisfies Record<DemoMember['note'], string>,
  names: { points: 'Анна', capped: 'Иван', empty: 'Мария', discount: 'Пётр' } satisfies Record<
    DemoMember['note'],
    string
  >,
  card: 'карта Анны',
  stranger: 'никто: ответ такой же, но SMS не придёт',
  inbox: {
    title: 'Сообщения',
    note: 'Это учебный телефон: демо-магазин не отправляет SMS.',
    to: (digits: string) => `На номер …${digits}`,
    before: 'Мята и лён: ваш код',
    after: 'Никому его не сообщайте.',
    fill: 'Ввести код',
  },
  signIn: {
    title: 'Войти как участник',
    note: 'Магазин сам знает, кто вошёл: подтверждать номер не нужно.',
    in: (name: string) => `Вы вошли: ${name}`,
    out: 'Выйти',
  },
};
