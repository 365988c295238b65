/** Client and actor of every command while there is no access control. */
export const LOCAL = 'local';
