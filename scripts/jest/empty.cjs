// Stands in for style sheets, pictures and fonts, which Vite handles and tests do not look at.
module.exports = {};
