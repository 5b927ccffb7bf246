/** The root every feature's routes hang from; the router gives it the shell as its component. */
import { createRootRoute } from '@tanstack/react-router';

export const rootRoute = createRootRoute();
