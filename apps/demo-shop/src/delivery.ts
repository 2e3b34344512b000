/** Delivery methods, most expensive first. */
export const DELIVERY_METHODS = ['courier', 'point', 'pickup'] as const;

/** One of {@link DELIVERY_METHODS}. */
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number];

/** Pickup points, by id. */
export const PICKUP_POINTS = ['north', 'river', 'park'] as const;

/** One of {@link PICKUP_POINTS}. */
export type PickupPoint = (typeof PICKUP_POINTS)[number];

/** Price of each delivery method, kopecks. */
export const DELIVERY_PRICES: Readonly<Record<DeliveryMethod, number>> = { courier: 39_000, point: 19_000, pickup: 0 };

export function isDeliveryMethod(value: unknown): value is DeliveryMethod {
  return DELIVERY_METHODS.some((method) => method === value);
}

export function isPickupPoint(value: unknown): value is PickupPoint {
  return PICKUP_POINTS.some((point) => point === value);
}
