import type { Product } from './product.ts';

/** Things that make a room warm. */
export const HOME: readonly Product[] = [
  {
    id: 'candle',
    shelf: 'home',
    price: 129_000,
    text: {
      ru: {
        title: 'Свеча «Мята и дым»',
        tagline: 'Соевый воск в янтарном стакане, 45 часов',
        story: [
          'Пахнет мятой, раздавленной в пальцах, и немного костром. Запах тихий: слышен у стола и не спорит с ужином.',
          'Фитиль хлопковый, горит ровно и без копоти. Когда воск кончится, стакан отмоется и станет стаканом.',
        ],
        picture: 'Горящая свеча в янтарном стакане с листом мяты на этикетке, рядом три спички',
        facts: [
          ['Горит', '45 часов'],
          ['Состав', 'соевый воск, эфирные масла'],
          ['Объём', '220 мл'],
          ['Размер', '8 × 9 см'],
        ],
      },
      en: {
        title: 'Mint & Smoke candle',
        tagline: 'Soy wax in an amber glass, 45 hours',
        story: [
          'It smells of mint crushed between the fingers, and a little of camp fire. The scent is quiet: you notice it at the table, and it does not argue with dinner.',
          'The cotton wick burns evenly and without soot. When the wax is gone, the glass washes clean and is a glass again.',
        ],
        picture: 'A burning candle in an amber glass with a mint leaf on its label, three matches beside it',
        facts: [
          ['Burns', '45 hours'],
          ['Made of', 'soy wax, essential oils'],
          ['Volume', '220 ml'],
          ['Size', '8 × 9 cm'],
        ],
      },
    },
  },
  {
    id: 'vase',
    shelf: 'home',
    price: 219_000,
    text: {
      ru: {
        title: 'Ваза «Галька»',
        tagline: 'Матовая керамика для одной ветки или трёх',
        story: [
          'Круглая и тяжёлая, как камень с берега: не опрокинется от кошки. Узкое горло держит даже одну ветку так, как вы её поставили.',
          'Эвкалипт на картинке мы рисовали с живого; в комплект он не входит.',
        ],
        picture: 'Круглая светлая ваза с терракотовыми полосками и ветками эвкалипта',
        facts: [
          ['Размер', '16 × 17 см, горло 3 см'],
          ['Материал', 'керамика, матовая глазурь'],
          ['Внутри', 'глазурована, держит воду'],
          ['Вес', '900 г'],
        ],
      },
      en: {
        title: 'Pebble vase',
        tagline: 'Matte stoneware for one branch or three',
        story: [
          'Round and heavy like a stone from the shore: no cat will tip it over. The narrow neck holds even a single branch just as you put it.',
          'The eucalyptus in the picture was drawn from life; it is not included.',
        ],
        picture: 'A round pale vase with terracotta stripes and branches of eucalyptus',
        facts: [
          ['Size', '16 × 17 cm, neck 3 cm'],
          ['Material', 'stoneware, matte glaze'],
          ['Inside', 'glazed, holds water'],
          ['Weight', '900 g'],
        ],
      },
    },
  },
  {
    id: 'lamp',
    shelf: 'home',
    price: 549_000,
    text: {
      ru: {
        title: 'Лампа «Гриб»',
        tagline: 'Тёплый свет из-под опалового стекла',
        story: [
          'Свет падает кругом на стол и мягко уходит к потолку: читать удобно, а комната остаётся вечерней. Плафон выдут из опалового стекла, ножка точёная, крашена вручную.',
          'Диммер на шнуре. Лампочка в комплекте.',
        ],
        picture: 'Настольная лампа с опаловым куполом и терракотовой ножкой светит в тёмной комнате',
        facts: [
          ['Размер', 'высота 41 см, плафон 32 см'],
          ['Лампочка', 'E27, 7 Вт, 2700 К, в комплекте'],
          ['Шнур', '1,8 м, с диммером'],
          ['Материал', 'стекло, бук, сталь'],
        ],
      },
      en: {
        title: 'Mushroom lamp',
        tagline: 'Warm light from under opal glass',
        story: [
          'The light falls on the table in a circle and fades softly towards the ceiling: good to read by, and the room stays an evening room. The shade is blown opal glass, the turned stem is painted by hand.',
          'There is a dimmer on the cord. The bulb is included.',
        ],
        picture: 'A table lamp with an opal dome and a terracotta stem glowing in a dark room',
        facts: [
          ['Size', '41 cm high, shade 32 cm'],
          ['Bulb', 'E27, 7 W, 2700 K, included'],
          ['Cord', '1.8 m, with a dimmer'],
          ['Material', 'glass, beech, steel'],
        ],
      },
    },
  },
  {
    id: 'wool-blanket',
    shelf: 'home',
    price: 690_000,
    text: {
      ru: {
        title: 'Плед шерстяной',
        tagline: 'Клетка цвета кирпича и сливок, с бахромой',
        story: [
          'Овечья шерсть, вытканная по старому рисунку и вычесанная с обеих сторон. Не колется: проверяли на тех, кого колет всё.',
          'Его хватает на двоих на диване или на одного на балконе в октябре.',
        ],
        picture: 'Сложенный клетчатый плед с бахромой на деревянной скамейке',
        facts: [
          ['Размер', '140 × 200 см'],
          ['Материал', 'шерсть 100 %'],
          ['Уход', 'ручная стирка, 30 °C'],
          ['Вес', '1,3 кг'],
        ],
      },
      en: {
        title: 'Wool blanket',
        tagline: 'A brick and cream check with a fringe',
        story: [
          "Sheep's wool woven to an old pattern and brushed on both sides. It does not scratch: we tried it on people whom everything scratches.",
          'Big enough for two on a sofa, or for one on a balcony in October.',
        ],
        picture: 'A folded chequered blanket with a fringe on a wooden bench',
        facts: [
          ['Size', '140 × 200 cm'],
          ['Material', '100 % wool'],
          ['Care', 'hand wash, 30 °C'],
          ['Weight', '1.3 kg'],
        ],
      },
    },
  },
];
