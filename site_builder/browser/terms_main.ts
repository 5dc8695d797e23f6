/** What a bare page has of every page's script: what its terms mean. */

import { listenToTerms } from "./view/terms.ts";

listenToTerms();
