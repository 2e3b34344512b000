import type { Product } from './product.ts';

/** Things for the kitchen and the table. */
export const KITCHEN: readonly Product[] = [
  {
    id: 'cups',
    shelf: 'kitchen',
    price: 169_000,
    text: {
      ru: {
        title: 'Чашки «Пара»',
        tagline: 'Две чашки без ручек: с веткой и в горошек',
        story: [
          'Чашки без ручек греют ладони, а стенка у них ровно такой толщины, чтобы не обжечься. Ветку и горошек рисует кистью один и тот же человек, поэтому двух одинаковых пар нет.',
          'Продаём только вдвоём.',
        ],
        picture: 'Две чашки без ручек: кремовая с синей веткой, полная чая, и терракотовая в горошек',
        facts: [
          ['Объём', '2 × 220 мл'],
          ['Материал', 'каменная керамика'],
          ['Уход', 'можно в посудомойку'],
          ['Размер', 'высота 7 см, диаметр 9 см'],
        ],
      },
      en: {
        title: 'A Pair of cups',
        tagline: 'Two cups without handles: a branch and dots',
        story: [
          'Cups without handles warm the palms, and their wall is just thick enough not to burn. The branch and the dots are painted by one and the same hand, so no two pairs are alike.',
          'Sold in twos only.',
        ],
        picture: 'Two cups without handles: a cream one with a blue branch, full of tea, and a dotted terracotta one',
        facts: [
          ['Volume', '2 × 220 ml'],
          ['Material', 'stoneware'],
          ['Care', 'dishwasher safe'],
          ['Size', '7 cm high, 9 cm across'],
        ],
      },
    },
  },
  {
    id: 'oak-tray',
    shelf: 'kitchen',
    price: 235_000,
    text: {
      ru: {
        title: 'Поднос дубовый',
        tagline: 'Круглый, с бортиком и прорезями для рук',
        story: [
          'Собран из дубовых ламелей, пропитан льняным маслом с воском. Бортик в два пальца высотой: чашки не уедут, даже если нести через весь сад.',
          'Раз в полгода протрите маслом, и он переживёт вас.',
        ],
        picture: 'Круглый дубовый поднос, на нём чашка чая, долька лимона и лист мяты',
        facts: [
          ['Размер', 'диаметр 38 см, борт 3 см'],
          ['Материал', 'дуб, льняное масло, воск'],
          ['Уход', 'влажная салфетка, не замачивать'],
          ['Вес', '1,1 кг'],
        ],
      },
      en: {
        title: 'Oak tray',
        tagline: 'Round, with a rim and cut-out handles',
        story: [
          'Made of oak staves, soaked in linseed oil and wax. The rim is two fingers high, so cups stay put even on the way across the garden.',
          'Oil it twice a year and it will outlive you.',
        ],
        picture: 'A round oak tray with a cup of tea, a slice of lemon and a mint leaf on it',
        facts: [
          ['Size', '38 cm across, rim 3 cm'],
          ['Material', 'oak, linseed oil, wax'],
          ['Care', 'damp cloth, do not soak'],
          ['Weight', '1.1 kg'],
        ],
      },
    },
  },
  {
    id: 'thermos',
    shelf: 'kitchen',
    price: 279_000,
    text: {
      ru: {
        title: 'Термос «Тропа»',
        tagline: 'Сталь под матовой эмалью, пробковая крышка',
        story: [
          'Держит чай горячим двенадцать часов, лёд холодным сутки. Крышка из цельной пробки служит и чашкой: внутри неё стальной стакан.',
          'Кожаная петля снимается, эмаль не боится ключей в рюкзаке.',
        ],
        picture: 'Синий термос с белой веточкой, пробковой крышкой и кожаной петлёй',
        facts: [
          ['Объём', '750 мл'],
          ['Материал', 'сталь, эмаль, пробка, кожа'],
          ['Тепло', '12 часов'],
          ['Вес', '420 г'],
        ],
      },
      en: {
        title: 'Trail flask',
        tagline: 'Steel under matte enamel with a cork lid',
        story: [
          'It keeps tea hot for twelve hours and ice cold for a day. The lid of solid cork is a cup as well: there is a steel beaker inside.',
          'The leather loop comes off, and the enamel does not mind keys in the same bag.',
        ],
        picture: 'A blue flask with a white sprig, a cork lid and a leather loop',
        facts: [
          ['Volume', '750 ml'],
          ['Material', 'steel, enamel, cork, leather'],
          ['Keeps hot', '12 hours'],
          ['Weight', '420 g'],
        ],
      },
    },
  },
  {
    id: 'linen-towel',
    shelf: 'kitchen',
    price: 79_000,
    text: {
      ru: {
        title: 'Полотенце льняное',
        tagline: 'Плотный лён с тканой полосой и бахромой',
        story: [
          'Лён становится мягким к третьей стирке и дальше только хорошеет. Полоса выткана, а не напечатана, поэтому с изнанки она такая же.',
          'Хорошо впитывает и не оставляет ворса на стекле.',
        ],
        picture: 'Льняное полотенце с зелёными полосами на деревянной вешалке с колышками',
        facts: [
          ['Размер', '45 × 70 см'],
          ['Материал', 'лён 100 %, 240 г/м²'],
          ['Уход', 'стирать при 60 °C'],
          ['Петля', 'есть, посередине'],
        ],
      },
      en: {
        title: 'Linen towel',
        tagline: 'Dense linen with woven stripes and a fringe',
        story: [
          'Linen grows soft by the third wash and better ever after. The stripe is woven, not printed, so the back looks the same.',
          'It drinks water well and leaves no lint on glass.',
        ],
        picture: 'A linen towel with green stripes on a wooden peg rail',
        facts: [
          ['Size', '45 × 70 cm'],
          ['Material', '100 % linen, 240 g/m²'],
          ['Care', 'wash at 60 °C'],
          ['Loop', 'yes, in the middle'],
        ],
      },
    },
  },
];
