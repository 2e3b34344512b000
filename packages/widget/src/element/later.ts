import { transitionPoints } from '../machine/points/transition-points.ts';
import { pointsStyles } from './points/points.styles.ts';
import { pointsTemplate } from './points/points-template.ts';
import { pointsText } from './points/points-text.ts';

/**
 * What is needed once a shopper has typed something. It is loaded when that is about to happen, imports nothing, and takes Lit
 * from the script tag's first file, so that the files may be served under any names of the first, from any one folder.
 */
export const later = { styles: pointsStyles, transition: transitionPoints, pointsTemplate, pointsText };
