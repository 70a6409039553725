/** Classes that break house rules, to see that the rules notice. */
@NullMarked
package org.posthorn.planted;

import org.jspecify.annotations.NullMarked;
