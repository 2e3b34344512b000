import type { Product } from './product.ts';

/** Tea and what goes with it. */
export const TEA: readonly Product[] = [
  {
    id: 'fireweed-tea',
    shelf: 'tea',
    price: 69_000,
    text: {
      ru: {
        title: 'Иван-чай с цветками',
        tagline: 'Лист долгой ферментации и сушёные цветки кипрея',
        story: [
          'Собираем в июле, пока кипрей только раскрылся, вялим ночь и даём листу двое суток, чтобы он потемнел и запах печёным яблоком. Цветки сушим отдельно и кладём в банку целыми.',
          'Кофеина нет, поэтому хорош вечером. Терпит четыре заварки: первая медовая, последняя почти травяная.',
        ],
        picture: 'Зелёная жестяная банка с латунной крышкой, на этикетке розовые соцветия кипрея',
        facts: [
          ['Вес', '100 г, около 40 чашек'],
          ['Состав', 'лист и цветки иван-чая'],
          ['Заваривать', '95 °C, 6 минут'],
          ['Хранить', '24 месяца в закрытой банке'],
        ],
      },
      en: {
        title: 'Fireweed tea with blossoms',
        tagline: 'Slowly fermented leaf with whole dried flowers',
        story: [
          'We pick in July when the fireweed has just opened, let it wither overnight and give the leaf two days to darken and smell of baked apple. The blossoms are dried apart and go into the tin whole.',
          'It has no caffeine, so it is good in the evening. The leaf takes four infusions: the first is all honey, the last almost meadow grass.',
        ],
        picture: 'A green tin with a brass lid; the label shows pink spikes of fireweed',
        facts: [
          ['Weight', '100 g, about 40 cups'],
          ['Made of', 'fireweed leaf and blossoms'],
          ['Brew', '95 °C, 6 minutes'],
          ['Keeps', '24 months in its tin'],
        ],
      },
    },
  },
  {
    id: 'oolong-tea',
    shelf: 'tea',
    price: 89_000,
    text: {
      ru: {
        title: 'Улун «Утренний туман»',
        tagline: 'Светлый улун с ароматом сирени и сливок',
        story: [
          'Туго скрученные шарики распускаются в целый лист за минуту. Первый глоток цветочный, потом приходит сладость, похожая на топлёные сливки, и держится долго.',
          'Заваривайте коротко и много раз: листа хватает на семь проливов.',
        ],
        picture: 'Крафтовый пакет с горами на этикетке и деревянный совок со скрученным чаем',
        facts: [
          ['Вес', '80 г'],
          ['Сбор', 'весна, высота 1100 м'],
          ['Заваривать', '90 °C, 40 секунд, до 7 проливов'],
          ['Хранить', '18 месяцев в сухом месте'],
        ],
      },
      en: {
        title: 'Morning Mist oolong',
        tagline: 'A light oolong that smells of lilac and cream',
        story: [
          'Tightly rolled pearls open into whole leaves within a minute. The first sip is floral; then comes a sweetness like warm cream, and it stays.',
          'Brew it briefly and often: the leaf is good for seven infusions.',
        ],
        picture: 'A kraft pouch with mountains on its label and a wooden scoop of rolled tea',
        facts: [
          ['Weight', '80 g'],
          ['Harvest', 'spring, 1100 m above the sea'],
          ['Brew', '90 °C, 40 seconds, up to 7 infusions'],
          ['Keeps', '18 months in a dry place'],
        ],
      },
    },
  },
  {
    id: 'honey',
    shelf: 'tea',
    price: 54_000,
    text: {
      ru: {
        title: 'Мёд липовый',
        tagline: 'Жидкий, июльский, с одной пасеки',
        story: [
          'Мёд с одной пасеки у липового леса: светлый, с лёгкой мятной прохладой в послевкусии. Не греем и не смешиваем, поэтому к декабрю он сядет мелким кристаллом. Это нормально.',
          'Веретено для мёда в подарок не кладём, зато банка с тканевой шапкой готова к тому, чтобы её подарили.',
        ],
        picture: 'Стеклянная банка мёда под тканевой шапкой с красной бечёвкой и деревянное веретено',
        facts: [
          ['Вес', '350 г'],
          ['Состав', 'натуральный липовый мёд'],
          ['Сбор', 'июль'],
          ['Хранить', '24 месяца, до +20 °C'],
        ],
      },
      en: {
        title: 'Linden honey',
        tagline: 'Runny July honey from a single apiary',
        story: [
          'Honey from one apiary beside a linden wood: pale, with a slight minty coolness at the end. We neither heat nor blend it, so by December it will set into fine crystals, as it should.',
          'The dipper is not included, but the jar in its cloth cap is ready to be given away.',
        ],
        picture: 'A glass jar of honey under a cloth cap tied with red string, and a wooden dipper',
        facts: [
          ['Weight', '350 g'],
          ['Made of', 'pure linden honey'],
          ['Harvest', 'July'],
          ['Keeps', '24 months, below 20 °C'],
        ],
      },
    },
  },
  {
    id: 'teapot',
    shelf: 'tea',
    price: 349_000,
    text: {
      ru: {
        title: 'Чайник «Лесной»',
        tagline: 'Керамика ручной формовки, 0,9 литра',
        story: [
          'Круглый чайник на большую семью или на долгий разговор. Глазурь ложится по-своему на каждый, а низ мы оставляем голым: тёплую шершавую глину приятно держать.',
          'Внутри носика керамическое ситечко, поэтому лист не попадает в чашку. Шишечка крышки из ясеня и не нагревается.',
        ],
        picture: 'Зелёный керамический чайник с неглазурованным низом и деревянной шишечкой на крышке',
        facts: [
          ['Объём', '900 мл'],
          ['Материал', 'каменная керамика, ясень'],
          ['Уход', 'мыть руками'],
          ['Размер', '24 × 15 × 17 см'],
        ],
      },
      en: {
        title: 'Forest teapot',
        tagline: 'Hand-thrown stoneware, 0.9 litre',
        story: [
          'A round pot for a big family or a long talk. The glaze settles differently on each one, and we leave the base bare: warm rough clay is good to hold.',
          'A clay strainer sits inside the spout, so no leaf gets into the cup. The ash knob on the lid stays cool.',
        ],
        picture: 'A green stoneware teapot with an unglazed base and a wooden knob on its lid',
        facts: [
          ['Volume', '900 ml'],
          ['Material', 'stoneware, ash wood'],
          ['Care', 'wash by hand'],
          ['Size', '24 × 15 × 17 cm'],
        ],
      },
    },
  },
];
